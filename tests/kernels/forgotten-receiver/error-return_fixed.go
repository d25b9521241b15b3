// A done channel ends the reader as well, whenever the consumer returns.

package main

import (
	"errors"
	"fmt"
)

func read(lines []string, done <-chan struct{}) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, line := range lines {
			select {
			case out <- line:
			case <-done:
				return
			}
		}
	}()
	return out
}

func count(lines <-chan string) (int, error) {
	words := 0
	for line := range lines {
		if line == "" {
			return words, errors.New("an empty line")
		}
		words++
	}
	return words, nil
}

func main() {
	done := make(chan struct{})
	fmt.Println(count(read([]string{"one", "", "three"}, done)))
	close(done)
}
