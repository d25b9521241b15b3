// The read lock is given back before the result is looked at.

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
	d.mu.RUnlock()
	return phone, ok
}

func (d *Directory) Add(name string, phone int) {
	d.mu.Lock()
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
