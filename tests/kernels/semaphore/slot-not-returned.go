// A slot of the semaphore is not given back on an error: when all are gone, nobody gets one.

package main

import (
	"errors"
	"fmt"
)

var slots = make(chan struct{}, 1)

func fetch(url string) error {
	slots <- struct{}{} // finds: deadlock
	if url == "" {
		return errors.New("no address")
	}
	<-slots
	return nil
}

func main() {
	done := make(chan bool)
	for _, url := range []string{"", "a"} {
		go func() {
			fetch(url)
			done <- true
		}()
	}
	<-done
	<-done // finds: deadlock
	fmt.Println("fetched")
}
