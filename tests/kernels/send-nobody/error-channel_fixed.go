// There is room for one error of each worker.

package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	failures := make(chan error, 2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			failures <- errors.New("disk full")
		})
	}
	err := <-failures
	wg.Wait()
	fmt.Println(err)
}
