// An unhandled panic out of a OnceFunc's second call.
package main

import (
	"fmt"
	"sync"
)

func main() {
	f := sync.OnceFunc(func() { panic("out of order") })
	func() {
		defer func() { fmt.Println("first:", recover()) }()
		f()
	}()
	f()
}
