// The worker says that it is done.

package main

import (
	"fmt"
	"time"
)

func main() {
	result, done := 0, make(chan bool)
	go func() {
		time.Sleep(time.Millisecond)
		result = 42
		done <- true
	}()
	<-done
	fmt.Println(result)
}
