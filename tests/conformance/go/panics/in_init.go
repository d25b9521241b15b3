// A panic while package variables are initialised, before any init or main.
package main

import "fmt"

var limits = []int{1, 2, 3}
var third = pick(limits, 3)

func pick(list []int, i int) int { return list[i] }

func init() { fmt.Println("not reached") }

func main() { fmt.Println("not reached") }
