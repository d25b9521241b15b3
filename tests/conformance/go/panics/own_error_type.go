// An unhandled panic with an error type of one's own prints what Error says, not the fields.
package main

import "fmt"

type failure struct {
	code int
	text string
}

func (f *failure) Error() string { return fmt.Sprintf("failure %d (%s)", f.code, f.text) }

func main() {
	panic(&failure{42, "reason"})
}
