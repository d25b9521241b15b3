// Main sleeps until the worker is surely done: that is no order, and a slow machine shows it.

package main

import (
	"fmt"
	"time"
)

func main() {
	result := 0
	go func() {
		time.Sleep(time.Millisecond)
		result = 42 // finds: race
	}()
	time.Sleep(10 * time.Millisecond)
	fmt.Println(result) // finds: race
}
