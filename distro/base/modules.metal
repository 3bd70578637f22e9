# More modules for the profile metal, over those of base/modules: every driver for wired network cards, disk controllers
# and USB that Debian's kernel has, except for what a machine that only runs containers never meets (iSCSI and FCoE
# offload engines, network cards of cellular modems, floppies, network block devices). Lines that begin with # are comments.

3c574_cs [amd64]
3c589_cs [amd64]
3c59x
3w-9xxx
3w-sas
3w-xxxx
8139cp
8139too
8390
BusLogic [amd64]
a100u2w [amd64]
aacraid
acard-ahci
acenic
acpi_mdio
advansys
ahci
aic79xx
aic7xxx
aic94xx
alcor
alx
am53c974 [amd64]
amd
amd-xgbe
amd8111e [amd64]
aqc111
aquantia
arcmsr [amd64]
asix
at803x
ata_generic
ata_piix
atl1
atl1c
atl1e
atl2
atlantic
atp870u
ax88179_178a
ax88796b
axnet_cs [amd64]
b44 [amd64]
bcm-phy-lib
bcm-phy-ptp
bcm87xx
be2net
bfa
bna
bnx2
bnx2x
bnxt_en
broadcom
cassini
catc
cavium_ptp
cb710-mmc
cdc_eem
cdc_ether
cdc_ncm
cdc_subset
ch9200
cicada
cnic
cortina
cqhci
cx82310_eth
cxgb
cxgb3
cxgb4
cxgb4vf
davicom
dc395x [amd64]
de2104x
defxx
dl2k
dm9601
dmfe
dmx3191d
dp83640
dp83822
dp83848
dp83867
dp83tc811
dp83td510
dwmac-generic
dwmac-intel [amd64]
e100
e1000
e1000e
ehci-hcd
ehci-pci
ena
enic
epic100
esas2r
esp_scsi [amd64]
et1011c
et131x
fixed_phy
fmvj18x_cs [amd64]
fnic [amd64]
forcedeth [amd64]
fwnode_mdio
gve
hamachi
hid-apple
hid-appleir [amd64]
hid-cherry
hid-cypress
hid-generic
hid-lenovo
hid-logitech
hid-logitech-dj
hid-logitech-hidpp
hid-microsoft
hinic
hpsa
hptiop
hv_netvsc
hv_storvsc
i40e
iavf
ice
icplus
idpf
igb
igbvf
igc
initio [amd64]
ionic
ipr [amd64]
ips [amd64]
isci [amd64]
ixgbe
ixgbevf
jme
kaweth
ksz884x
lan743x
lan78xx
libahci
libata
libcxgb
libeth
libie
libphy
libsas
liquidio
liquidio-core
liquidio_vf
loop
lpfc
lxt
mana
marvell
marvell10g
mcs7830
mdio-i2c
mdio_devres
megaraid [amd64]
megaraid_mbox [amd64]
megaraid_mm [amd64]
megaraid_sas
micrel
microchip
microchip_t1
mlx4_core
mlx4_en
mlx5_core
mlxfw
mmc_block
mmc_core
mpi3mr
mpt3sas
mptbase
mptctl
mptfc
mptlan [amd64]
mptsas
mptscsih
mptspi
mscc
mtip32xx
mvsas
mvumi
myrb [amd64]
myri10ge
myrs [amd64]
national
natsemi
ne2k-pci
net1080
netxen_nic
nfp
niu
nmclan_cs [amd64]
ns83820
nvme
nvme-core
nvme-fabrics
nvme-fc
nvme-rdma
nvme-tcp
# Intel's controller in front of NVMe disks, on when the firmware says so.
vmd [amd64]
ohci-hcd
ohci-pci
pata_ali [amd64]
pata_amd [amd64]
pata_artop
pata_atiixp [amd64]
pata_atp867x
pata_cmd64x
pata_efar [amd64]
pata_hpt366 [amd64]
pata_hpt37x [amd64]
pata_it8213
pata_it821x
pata_jmicron
pata_legacy [amd64]
pata_marvell
pata_mpiix [amd64]
pata_netcell [amd64]
pata_ninja32
pata_ns87410 [amd64]
pata_ns87415 [amd64]
pata_oldpiix [amd64]
pata_pcmcia [amd64]
pata_pdc2027x [amd64]
pata_pdc202xx_old [amd64]
pata_piccolo
pata_rdc
pata_rz1000 [amd64]
pata_sch
pata_serverworks [amd64]
pata_sil680 [amd64]
pata_sis
pata_triflex [amd64]
pata_via [amd64]
pcnet32
pcnet_cs [amd64]
pcs_xpcs
pdc_adma
pegasus
phylink
pm80xx
pmcraid
qcom-phy-lib
qed
qede
qla1280 [amd64]
qla2xxx
qla3xxx
qlcnic
qlogicfas408 [amd64]
qsemi
r6040
r8152
r8153_ecm
r8169
raid_class
realtek
rndis_host
rockchip
rtl8150
rtsx_pci_sdmmc
rtsx_usb_sdmmc
s2io
sata_mv
sata_nv
sata_promise
sata_qstor
sata_sil
sata_sil24
sata_sis
sata_svw
sata_sx4
sata_uli
sata_via
sata_vsc
sc92031
scsi_common
scsi_dh_alua
scsi_dh_emc
scsi_dh_hp_sw
scsi_dh_rdac
scsi_mod
scsi_transport_fc
scsi_transport_iscsi
scsi_transport_sas
scsi_transport_spi
scsi_transport_srp
sd_mod
sdhci
sdhci-acpi
sdhci-pci
sdio_uart
sdricoh_cs [amd64]
sfc
sfc-falcon
sfc-siena
sfp
sg
sis190
sis900 [amd64]
skfp
skge
sky2
sl811-hcd [amd64]
sl811_cs [amd64]
smartpqi
smc91c92_cs [amd64]
smsc
smsc75xx
smsc9420
smsc95xx
snic
sr9700
sr9800
sr_mod
starfire
ste10Xp
stex
stmmac
stmmac-platform
sundance
sungem [amd64]
sunhme [amd64]
sym53c8xx
tcm_qla2xxx
tehuti
teranetics
tg3
tifm_sd
tlan
toshsd
tulip
typhoon
uPD60620
uas
uhci-hcd [amd64]
uli526x
ums-alauda
ums-cypress
ums-datafab
ums-eneub6250
ums-freecom
ums-isd200
ums-jumpshot
ums-karma
ums-onetouch
ums-realtek
ums-sddr09
ums-sddr55
ums-usbat
usb-storage
usbhid
usbnet
ushc
via-rhine [amd64]
via-sdmmc
via-velocity
virtio_blk
virtio_scsi
vitesse
vmw_pvscsi [amd64]
vmxnet3
vub300
wbsd [amd64]
wd719x
winbond-840
xen-blkback
xen-blkfront
xen-scsifront
xhci-hcd
xhci-pci
xhci-pci-renesas
xhci-plat-hcd
xirc2ps_cs [amd64]
xircom_cb [amd64]
yellowfin

# File systems of disks that a server or PC has.
btrfs
ceph
f2fs
hfsplus
nfsd
ntfs3
rbd
xfs

# RAID, caches, several ways to one disk, disks over the network.
bcache
dm-cache
dm-cache-smq
dm-era
dm-multipath
dm-queue-length
dm-raid
dm-round-robin
dm-service-time
dm-writecache
drbd
iscsi_tcp
raid0
raid1
raid10
raid456
tcm_loop
target_core_mod
brd
ublk_drv

# Virtual machines in containers, with their devices.
kvm
kvm-amd [amd64]
kvm-intel [amd64]
vfio
vfio-pci

# USB devices that are handed to containers or to other machines: printers, modems that are serial ports, USB over IP.
option
usb_wwan
usbip-host
usblp

# Sound for containers.
snd-seq
snd-timer

# Networks of factories, providers and data centres.
can
can-bcm
can-gw
can-raw
gtp
hsr
l2tp_eth
l2tp_ip
l2tp_ip6
l2tp_ppp
mpls_iptunnel
mpls_router
openvswitch
pptp
slcan
slip
team
team_mode_activebackup
team_mode_broadcast
team_mode_loadbalance
team_mode_random
team_mode_roundrobin
vcan
vport-geneve
vport-gre
vport-vxlan
vxcan
rdma_cm
rdma_rxe
ib_uverbs

# The rest of traffic control and of the packet filter's helpers.
act_ct
act_ctinfo
act_ife
act_mpls
act_sample
act_simple
act_skbmod
act_tunnel_key
cls_route
em_cmp
em_ipt
em_nbyte
em_text
sch_cbs
sch_choke
sch_etf
sch_ets
sch_gred
sch_hhf
sch_mqprio
sch_plug
sch_sfb
sch_skbprio
sch_taprio
sch_teql
ip_vs_pe_sip
ip_vs_twos
nf_conntrack_amanda
nf_conntrack_h323
nf_conntrack_sane
nf_conntrack_snmp
nf_nat_amanda
nf_nat_h323
nf_nat_snmp_basic
nfnetlink_cthelper
nfnetlink_cttimeout
xt_LED
xt_SECMARK
xt_CONNSECMARK
