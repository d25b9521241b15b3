// All goroutines assign to the err of the function around them instead of to one of their own.
// warns: schedule-dependent

package main

import (
	"errors"
	"fmt"
	"sync"
)

func check(n int) error {
	if n == 1 {
		return errors.New("one is broken")
	}
	return nil
}

func main() {
	var wg sync.WaitGroup
	var err error
	for n := range 2 {
		wg.Go(func() {
			err = check(n) // finds: race
		})
	}
	wg.Wait()
	fmt.Println(err != nil)
}
