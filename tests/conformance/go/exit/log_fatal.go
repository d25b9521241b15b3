// log.Fatal prints to standard error and exits with 1, without deferred calls.
package main

import (
	"fmt"
	"log"
)

func main() {
	defer fmt.Println("not reached")
	log.SetFlags(0)
	log.SetPrefix("tool: ")
	fmt.Println("working")
	log.Fatalf("cannot open %q: %v", "file", fmt.Errorf("code %d", 5))
}
