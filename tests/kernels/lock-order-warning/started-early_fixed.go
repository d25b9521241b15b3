// The cleaner is started when main has used the locks for the last time: no execution has both at once.

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
	files.Lock()
	total = 0
	files.Unlock()
	sizes.Unlock()
}

func scan() {
	files.Lock()
	sizes.Lock()
	total += 7
	sizes.Unlock()
	files.Unlock()
}

func main() {
	done := make(chan bool)
	scan()
	go func() {
		clean()
		done <- true
	}()
	<-done
	fmt.Println(total)
}
