// Command small is what runs for every container and every published port. It is apart from the engine,
// whose packages would initialise themselves each time: ten times the instructions of the whole shim.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2/manager"
	_ "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2/task/plugin"
	"github.com/containerd/containerd/v2/pkg/shim"
	proxy "github.com/docker/docker/cmd/docker-proxy"
)

func main() {
	switch name := filepath.Base(os.Args[0]); name {
	case "containerd-shim-runc-v2":
		shim.Run(context.Background(), manager.NewShimManager("io.containerd.runc.v2"))
	case "docker-proxy":
		proxy.Main()
	default:
		fmt.Fprintf(os.Stderr, "%s: no such program: call it containerd-shim-runc-v2 or docker-proxy\n", name)
		os.Exit(127)
	}
}
