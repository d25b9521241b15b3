// time.After gives one value once its time has come.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	ch := time.After(4 * time.Millisecond)
	select {
	case <-ch:
		fmt.Println("not reached")
	default:
		fmt.Println("not yet")
	}
	when := <-ch
	fmt.Println(when.Sub(start) >= 4*time.Millisecond)
	select {
	case <-ch:
		fmt.Println("not reached")
	case <-time.After(0):
		fmt.Println("a second one never comes")
	}
	fmt.Printf("%T %T\n", ch, time.NewTimer(1).C)
}
