// The slot is given back on every way out.

package main

import (
	"errors"
	"fmt"
)

var slots = make(chan struct{}, 1)

func fetch(url string) error {
	slots <- struct{}{}
	defer func() { <-slots }()
	if url == "" {
		return errors.New("no address")
	}
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
	<-done
	fmt.Println("fetched")
}
