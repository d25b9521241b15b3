// os.Args holds the program's own name only when no arguments are given.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println(len(os.Args), len(os.Args[1:]), os.Args[0] != "")
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: program FILE")
		os.Exit(2)
	}
}
