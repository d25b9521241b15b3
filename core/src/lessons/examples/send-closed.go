// Watch the receiver close the channel under the sender's hands: to close is the sender's part.

package main

import (
	"fmt"
	"sync"
)

const wanted = 2 // 1..20

func main() {
	var wg sync.WaitGroup
	numbers := make(chan int)

	wg.Add(1)
	go func() {
		for number := 1; number <= 2*wanted; number++ {
			numbers <- number
		}
		wg.Done()
	}()

	for range wanted {
		fmt.Println(<-numbers)
	}
	close(numbers) // it is only meant to say: enough
	wg.Wait()
}
