// Do calls its function the first time only, whoever calls it and with whatever function.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	for i := range 3 {
		once.Do(func() { fmt.Println("called", i) })
	}
	once.Do(func() { fmt.Println("not reached") })
	var other sync.Once
	calls := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { other.Do(func() { calls++ }) })
	}
	wg.Wait()
	fmt.Println(calls)
	fresh := new(sync.Once)
	*fresh = sync.Once{}
	fresh.Do(func() { fmt.Println("a new one calls") })
}
