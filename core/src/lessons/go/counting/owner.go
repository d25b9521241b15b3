package main

import (
	"fmt"
	"sync"
)

const (
	n = 4 //@param n
	k = 3 //@param k
)

func main() {
	var wg sync.WaitGroup
	adds := make(chan int)
	done := make(chan bool)
	counter := 0

	go func() { //@go-owner
		for add := range adds { //@receive
			counter += add //@increment
		}
		close(done) //@close-done
	}()

	wg.Add(n) //@add
	for range n {
		go func() { //@go
			for range k {
				adds <- 1 //@send
			}
			wg.Done() //@done
		}()
	}

	wg.Wait()                                     //@wait
	close(adds)                                   //@close
	<-done                                        //@finished
	fmt.Println("counter is", counter, "of", n*k) //@print
} //@return
