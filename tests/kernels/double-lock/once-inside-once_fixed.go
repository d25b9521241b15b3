// Whoever needs the configuration is told once it stands: nothing is logged while it is loaded.

package main

import (
	"fmt"
	"sync"
)

var (
	configOnce, loggerOnce sync.Once
	config, prefix         string
)

func Config() string {
	configOnce.Do(func() { config = "verbose" })
	return config
}

func Log(text string) {
	loggerOnce.Do(func() { prefix = Config() + ": " })
	fmt.Println(prefix + text)
}

func main() {
	Log("start")
}
