// 两个协程用信道交谈：Chinese comments and strings, goroutines and channels.
package main

import "fmt"

func 工人(编号 int, 任务 <-chan string, 结果 chan<- string) {
	for 项 := range 任务 { // 直到信道关闭
		结果 <- fmt.Sprintf("工人%d：%s完成", 编号, 项)
	}
	close(结果)
}

func main() {
	任务, 结果 := make(chan string), make(chan string)
	go 工人(1, 任务, 结果)
	go func() {
		for _, 项 := range []string{"洗碗", "扫地", "做饭"} {
			任务 <- 项
		}
		close(任务)
	}()
	/* 多行
	注释 */
	for 句 := range 结果 {
		fmt.Println(句)
	}
	var 总数 = map[string]int{"苹果": 3, "梨": 1}
	总数["梨"]++
	fmt.Println(总数, len("苹果"), len([]rune("苹果")))
	fmt.Printf("[%6s] [%-6s] [%.1s] [%q] [%x]\n", "中文", "中文", "中文", "中文", "中")
}
