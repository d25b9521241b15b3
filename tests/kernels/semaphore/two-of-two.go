// Each of two jobs needs two of the two slots and takes them one by one: with one each, both wait.

package main

import (
	"fmt"
	"sync"
)

var slots = make(chan struct{}, 2)

func job() {
	slots <- struct{}{}
	slots <- struct{}{} // finds: deadlock
	<-slots
	<-slots
}

func main() {
	var wg sync.WaitGroup
	wg.Go(job)
	wg.Go(job)
	wg.Wait()
	fmt.Println("done")
}
