// A map of many entries that grows, shrinks and grows again.
package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := range 5000 {
		m[i*7919%100003] = i
	}
	fmt.Println(len(m), m[7919], m[5*7919])
	for i := range 5000 {
		if i%3 != 0 {
			delete(m, i*7919%100003)
		}
	}
	sum := 0
	for k, v := range m {
		if v*7919%100003 != k {
			fmt.Println("wrong", k, v)
		}
		sum += v
	}
	fmt.Println(len(m), sum)
	for i := range 100 {
		m[-i] = i
	}
	fmt.Println(len(m))
	words := map[string]int{}
	for i := range 1000 {
		words[fmt.Sprint("key", i%137)] += i
	}
	fmt.Println(len(words), words["key0"], words["key136"])
}
