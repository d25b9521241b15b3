// A lookup that fails keeps its read lock: readers do not notice, the next writer waits for ever.

package main

import (
	"fmt"
	"sync"
)

type Directory struct {
	mu     sync.RWMutex
	phones map[string]int
}

func (d *Directory) Find(name string) (int, bool) {
	d.mu.RLock()
	phone, ok := d.phones[name]
	if !ok {
		return 0, false
	}
	d.mu.RUnlock()
	return phone, true
}

func (d *Directory) Add(name string, phone int) {
	d.mu.Lock() // finds: deadlock
	d.phones[name] = phone
	d.mu.Unlock()
}

func main() {
	directory := &Directory{phones: map[string]int{}}
	if _, ok := directory.Find("ann"); !ok {
		directory.Add("ann", 4711)
	}
	fmt.Println(directory.Find("ann"))
}
