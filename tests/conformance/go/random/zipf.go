// Zipf's numbers of a seeded source are Go's, in both packages, and so is what a bad curve is.
package main

import (
	"fmt"
	"math/rand"
	rand2 "math/rand/v2"
)

func main() {
	for _, shape := range [][2]float64{{1.1, 1}, {1.5, 2}, {2, 1}, {3.7, 10.5}} {
		old := rand.NewZipf(rand.New(rand.NewSource(7)), shape[0], shape[1], 1000)
		newer := rand2.NewZipf(rand2.New(rand2.NewPCG(1, 2)), shape[0], shape[1], 1<<40)
		for range 40 {
			fmt.Print(old.Uint64(), " ", newer.Uint64(), " ")
		}
		fmt.Println()
	}
	fmt.Println(rand.NewZipf(rand.New(rand.NewSource(1)), 1, 1, 10) == nil, rand2.NewZipf(nil, 2, 0.5, 10) == nil)
	r := rand2.New(rand2.NewPCG(3, 4))
	fmt.Println(r.N(int8(100)), r.N(uint64(1<<40)), r.N(10))
	defer func() { fmt.Println(recover()) }()
	var none *rand.Zipf
	none.Uint64()
}
