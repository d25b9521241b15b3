// Each goroutine has an err of its own, and a place for it.

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
	errs := make([]error, 2)
	for n := range errs {
		wg.Go(func() {
			errs[n] = check(n)
		})
	}
	wg.Wait()
	fmt.Println(errors.Join(errs...) != nil)
}
