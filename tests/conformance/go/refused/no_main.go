// A program without main.
package main

import "fmt"

func Main() { fmt.Println("misspelled") }
