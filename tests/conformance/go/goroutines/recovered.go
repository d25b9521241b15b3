// A goroutine that recovers its panic ends quietly.
package main

import (
	"fmt"
	"sync"
)

func safely(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

func main() {
	var wg sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		wg.Go(func() {
			errs[i] = safely(func() {
				if i == 1 {
					panic(fmt.Sprint("number ", i))
				}
			})
		})
	}
	wg.Wait()
	for _, err := range errs {
		fmt.Println(err)
	}
}
