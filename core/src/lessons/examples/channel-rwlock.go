// Watch two channels do the work of a sync.RWMutex: one holds the number of readers, the other is full while it is taken.

package main

import "sync"

const readers = 3 // 1..32

type Lock struct{ count, taken chan int }

func (l Lock) RLock() {
	n := <-l.count
	if n == 0 {
		l.taken <- 0 // the first reader takes it for all of them
	}
	l.count <- n + 1
}

func (l Lock) RUnlock() {
	n := <-l.count - 1
	if n == 0 {
		<-l.taken // the last one gives it back
	}
	l.count <- n
}

func main() {
	var wg sync.WaitGroup
	text, copies := "old", "old"
	lock := Lock{make(chan int, 1), make(chan int, 1)}
	lock.count <- 0
	for range readers {
		wg.Go(func() {
			lock.RLock()
			println(text == copies)
			lock.RUnlock()
		})
	}
	lock.taken <- 0 // to write is to take it alone
	text, copies = "new", "new"
	<-lock.taken
	wg.Wait()
}
