// Who calls Do while the function runs waits until it is done.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var once sync.Once
	var ready bool
	began := make(chan bool)
	go once.Do(func() {
		close(began)
		time.Sleep(5 * time.Millisecond)
		ready = true
	})
	<-began
	once.Do(func() { fmt.Println("not reached") })
	fmt.Println("ready:", ready)
}
