// Cancelling a parent cancels its children and theirs; cancelling a child leaves the parent alone.
package main

import (
	"context"
	"fmt"
)

func main() {
	root, cancelRoot := context.WithCancel(context.Background())
	left, cancelLeft := context.WithCancel(root)
	right, cancelRight := context.WithCancel(root)
	leaf := context.WithValue(left, "leaf", true)
	defer cancelRight()
	cancelLeft()
	fmt.Println(root.Err(), left.Err(), right.Err(), leaf.Err())
	cancelRoot()
	fmt.Println(root.Err(), left.Err(), right.Err(), leaf.Err())
	late, cancelLate := context.WithCancel(root)
	defer cancelLate()
	fmt.Println(late.Err())
	<-late.Done()
}
