// A condition that was used and then copied panics.
package main

import (
	"fmt"
	"sync"
)

func main() {
	a := sync.NewCond(&sync.Mutex{})
	a.Signal()
	b := *a
	defer func() {
		r := recover()
		fmt.Println(r)
		_, isError := r.(error)
		fmt.Println(isError)
		b.Broadcast()
	}()
	b.Signal()
}
