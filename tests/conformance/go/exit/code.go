// os.Exit ends the program with its code and runs no deferred call.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("not reached")
	fmt.Println("leaving")
	os.Exit(3)
}
