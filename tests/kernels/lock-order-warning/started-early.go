// The cleaner is started before main takes the same locks in the other order: only a channel holds it back.

package main

import (
	"fmt"
	"sync"
)

var (
	files, sizes sync.Mutex
	total        int
)

func clean() {
	sizes.Lock()
	files.Lock() // warns: lock-order
	total = 0
	files.Unlock()
	sizes.Unlock()
}

func scan() {
	files.Lock()
	sizes.Lock() // warns: lock-order
	total += 7
	sizes.Unlock()
	files.Unlock()
}

func main() {
	begin, done := make(chan bool), make(chan bool)
	go func() {
		<-begin
		clean()
		done <- true
	}()
	scan()
	close(begin)
	<-done
	fmt.Println(total)
}
