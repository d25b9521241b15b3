// Stable sorts keep the order of equal elements.
package main

import (
	"fmt"
	"sort"
)

type card struct {
	suit  string
	value int
}

type byValue []card

func (b byValue) Len() int           { return len(b) }
func (b byValue) Less(i, j int) bool { return b[i].value < b[j].value }
func (b byValue) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	var deck []card
	for i := range 60 {
		deck = append(deck, card{string(rune('a' + i%26)), i * 7 % 5})
	}
	other := append([]card(nil), deck...)
	sort.SliceStable(deck, func(i, j int) bool { return deck[i].value < deck[j].value })
	fmt.Println(deck)
	sort.Stable(byValue(other))
	same := true
	for i := range deck {
		same = same && deck[i] == other[i]
	}
	fmt.Println(same)
	sort.SliceStable(deck, func(i, j int) bool { return deck[i].suit < deck[j].suit })
	fmt.Println(deck[:6])
}
