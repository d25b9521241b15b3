// The reader sends a piece of its buffer and reads the next one into the same: the receiver sees it change.

package main

import "fmt"

func read(pieces chan<- []byte, input string) {
	buffer := make([]byte, 1)
	for i := range len(input) {
		buffer[0] = input[i] // finds: race
		pieces <- buffer
	}
	close(pieces)
}

func main() {
	pieces := make(chan []byte)
	go read(pieces, "go")
	text := 0
	for piece := range pieces {
		text += int(piece[0]) // finds: race
	}
	fmt.Println(text > 0)
}
