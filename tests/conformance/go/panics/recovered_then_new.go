// A panic that is recovered before a new one is shown as recovered.
package main

import "fmt"

func main() {
	defer func() {
		fmt.Println("recovered", recover())
		panic("after the recover")
	}()
	panic("before the recover")
}
