// A ticker that nobody listens to keeps no program alive.
package main

import (
	"fmt"
	"time"
)

func main() {
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	answer := make(chan int)
	fmt.Println("waiting")
	<-answer
}
