// Nobody waits for the goroutine: its line may be missing when main returns.
// nondeterministic
package main

import (
	"fmt"
	"runtime"
)

func main() {
	go fmt.Println("from the goroutine")
	runtime.Gosched()
	fmt.Println("from main")
}
