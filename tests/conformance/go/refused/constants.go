// Constants that overflow, divide by zero, or are no constants.
package main

var n = 5

const a int8 = 128
const b = 1 / 0
const c = n
const d uint = -1
const e int = 1.5
const f byte = 'a' * 3
const g = len([]int{1})
const h = "a" + 1

func main() {}
