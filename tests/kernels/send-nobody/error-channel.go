// Every worker may fail, but only one error is received before the result: the second one to fail hangs.

package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	failures := make(chan error)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			failures <- errors.New("disk full") // finds: deadlock
		})
	}
	err := <-failures
	wg.Wait() // finds: deadlock
	fmt.Println(err)
}
