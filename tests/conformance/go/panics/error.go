// An unhandled panic with an error prints what its Error method says.
package main

import (
	"errors"
	"fmt"
)

func main() {
	panic(fmt.Errorf("reading %q: %w", "a\nb", errors.New("no such file")))
}
