// After Goexit in main another goroutine can still end the program.
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	go func() {
		fmt.Println("the last one")
		os.Exit(4)
	}()
	runtime.Goexit()
}
