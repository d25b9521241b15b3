// A panic can only be recovered in the goroutine that panics.
package main

import (
	"fmt"
	"time"
)

func main() {
	defer func() {
		fmt.Println("not reached", recover())
	}()
	go panic("from a go statement")
	time.Sleep(time.Minute)
}
