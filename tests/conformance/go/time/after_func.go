// AfterFunc runs its function in a goroutine of its own, unless it is stopped before.
package main

import (
	"fmt"
	"time"
)

func main() {
	done := make(chan string)
	t := time.AfterFunc(3*time.Millisecond, func() { done <- "ran" })
	fmt.Println(t.C == nil)
	fmt.Println(<-done)
	fmt.Println("stopped after it ran:", t.Stop())
	t.Reset(2 * time.Millisecond)
	fmt.Println(<-done, "again")
	other := time.AfterFunc(time.Hour, func() { fmt.Println("not reached") })
	fmt.Println("stopped before:", other.Stop(), other.Stop())
	time.AfterFunc(-1, func() { done <- "a past time runs at once" })
	fmt.Println(<-done)
	// A function that blocks does not hold up other timers.
	slow := make(chan string)
	time.AfterFunc(time.Millisecond, func() { slow <- "slow" })
	time.AfterFunc(6*time.Millisecond, func() { done <- "fast" })
	fmt.Println(<-done)
	fmt.Println(<-slow)
}
