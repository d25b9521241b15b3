// Saving and loading take the two locks in opposite orders: a channel keeps them apart today, and the next change may not.

package main

import (
	"fmt"
	"sync"
)

type Store struct {
	index, data sync.Mutex
	size        int
}

func (s *Store) Save() {
	s.index.Lock()
	s.data.Lock() // warns: lock-order
	s.size++
	s.data.Unlock()
	s.index.Unlock()
}

func (s *Store) Load() int {
	s.data.Lock()
	defer s.data.Unlock()
	s.index.Lock() // warns: lock-order
	defer s.index.Unlock()
	return s.size
}

func main() {
	var store Store
	saved := make(chan bool)
	go func() {
		store.Save()
		saved <- true
	}()
	<-saved
	fmt.Println(store.Load())
}
