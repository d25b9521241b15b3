// A sender that is blocked when its channel is closed panics, and can recover.
package main

import (
	"fmt"
	"time"
)

func main() {
	ch := make(chan int)
	said := make(chan any)
	go func() {
		defer func() { said <- recover() }()
		ch <- 1
	}()
	time.Sleep(10 * time.Millisecond)
	close(ch)
	r := <-said
	err, isError := r.(error)
	fmt.Println(r, isError)
	fmt.Println(err.Error())
	v, ok := <-ch
	fmt.Println(v, ok)
}
