// main and init take nothing and give nothing.
package main

func main(args []string) int { return 0 }

func init() error { return nil }

var init = 5
