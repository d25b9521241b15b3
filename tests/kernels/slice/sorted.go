// The slice is sorted while somebody reads its first element.

package main

import (
	"fmt"
	"sort"
)

func main() {
	scores, done := []int{3, 1, 2}, make(chan bool)
	go func() {
		fmt.Println(scores[0] > 0) // finds: race
		done <- true
	}()
	sort.Slice(scores, func(i, j int) bool { return scores[i] < scores[j] }) // finds: race
	<-done
}
