// The goroutine of an AfterFunc was created by the library, and by no goroutine.
package main

import (
	"fmt"
	"time"
)

func late() {
	panic("too late")
}

func main() {
	time.AfterFunc(time.Millisecond, late)
	fmt.Println("waiting")
	time.Sleep(time.Hour)
}
