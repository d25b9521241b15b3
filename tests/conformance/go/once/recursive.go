// Do inside its own function waits for itself.
package main

import "sync"

var once sync.Once

func setup() {
	once.Do(setup)
}

func main() {
	once.Do(setup)
}
