// panic(nil) panics with an error that says so.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	func() {
		defer func() {
			r := recover()
			_, ok := r.(*runtime.PanicNilError)
			fmt.Println(r, ok)
		}()
		panic(nil)
	}()
	var err error
	panic(err)
}
