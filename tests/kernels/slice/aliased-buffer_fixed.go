// Each piece is a buffer of its own.

package main

import "fmt"

func read(pieces chan<- []byte, input string) {
	for i := range len(input) {
		buffer := make([]byte, 1)
		buffer[0] = input[i]
		pieces <- buffer
	}
	close(pieces)
}

func main() {
	pieces := make(chan []byte)
	go read(pieces, "go")
	text := 0
	for piece := range pieces {
		text += int(piece[0])
	}
	fmt.Println(text > 0)
}
