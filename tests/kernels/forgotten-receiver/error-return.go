// The consumer returns at the first bad line, and the reader goes on offering the next one.

package main

import (
	"errors"
	"fmt"
)

func read(lines []string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, line := range lines {
			out <- line // finds: leak
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
	fmt.Println(count(read([]string{"one", "", "three"})))
}
