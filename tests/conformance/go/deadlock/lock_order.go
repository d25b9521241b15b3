// Two goroutines take two mutexes in opposite order, each holding one before it asks for the other.
package main

import (
	"fmt"
	"sync"
)

func take(first, second *sync.Mutex, holding, go2 chan bool) {
	first.Lock()
	holding <- true
	<-go2
	second.Lock()
	fmt.Println("not reached")
}

func main() {
	var a, b sync.Mutex
	holding, go2 := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() { take(&a, &b, holding, go2) })
	wg.Go(func() { take(&b, &a, holding, go2) })
	<-holding
	<-holding
	close(go2)
	wg.Wait()
}
