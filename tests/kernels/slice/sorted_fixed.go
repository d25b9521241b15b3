// The reader has a copy.

package main

import (
	"fmt"
	"slices"
	"sort"
)

func main() {
	scores, done := []int{3, 1, 2}, make(chan bool)
	first := slices.Clone(scores)
	go func() {
		fmt.Println(first[0] > 0)
		done <- true
	}()
	sort.Slice(scores, func(i, j int) bool { return scores[i] < scores[j] })
	<-done
}
