"""Writes the masks beside it: one mask in many encodings, some with several values, and one made smaller.

NumPy, Pillow and tifffile; the smaller ones follow adaptive max pooling as PyTorch defines it.
python3 masks.py
"""
import os
import struct
import zlib
import numpy as np
import tifffile
from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)))
m=np.zeros((32,32),np.uint8); m[5:7,3:10]=1; m[20,31]=1
def chunk(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
def png(a,depth,ctype,name,extra=b''):
    rows=b''.join(b'\0'+r.tobytes() for r in a)
    open(name,'wb').write(b'\x89PNG\r\n\x1a\n'+chunk(b'IHDR',struct.pack('>IIBBBBB',a.shape[1],a.shape[0],depth,ctype,0,0,0))+extra+chunk(b'IDAT',zlib.compress(rows))+chunk(b'IEND',b''))
Image.fromarray(m).save('gray8-one.png'); Image.fromarray(m*255).save('gray8-white.png'); Image.fromarray(m*237).save('gray8-237.png')
png(m.astype('>u2'),16,0,'gray16-one.png'); png((m.astype(np.uint32)*65535).astype('>u2'),16,0,'gray16-white.png')
png(np.stack([m]*3,-1).astype('>u2'),16,2,'rgb16-one.png')
png(np.stack([m,np.full_like(m,255)],-1),8,4,'graya8-one.png')
Image.fromarray((m*255)).convert('1').save('bit.png')
Image.fromarray(m).convert('P').save('palette-gray.png')
q=Image.fromarray(m,'P'); q.putpalette([0,0,0,128,0,0]+[0]*762); q.save('palette-red.png')
Image.fromarray(np.stack([m*200,m*0,m*0],-1)).save('rgb8-red.png')
Image.fromarray(np.dstack([np.full((32,32),255,np.uint8)]*3+[m*255])).save('alpha-only.png')
Image.fromarray(m*255).save('gray8.bmp'); Image.fromarray(m*255).save('palette.gif'); Image.fromarray(m*255).save('lossless.webp',lossless=True)
Image.fromarray(m*255).convert('1').save('bit-group4.tif',compression='group4')
for n,d in (('u8',np.uint8),('u16',np.uint16),('u32',np.uint32),('i32',np.int32),('f32',np.float32),('f64',np.float64)):
    tifffile.imwrite(f'{n}-one.tif',m.astype(d),byteorder='<',metadata=None)
tifffile.imwrite('u16-big-endian.tif',m.astype(np.uint16),byteorder='>',metadata=None)
tifffile.imwrite('u32-deflate.tif',m.astype(np.uint32),compression='zlib',metadata=None)
tifffile.imwrite('u16-tiled.tif',m.astype(np.uint16),tile=(16,16),metadata=None)
tifffile.imwrite('rgb16-one.tif',np.stack([m]*3,-1).astype(np.uint16),photometric='rgb',metadata=None)
os.makedirs('several',exist_ok=True)
inst=m.copy(); inst[20,31]=7; Image.fromarray(inst).save('several/instances8.png'); png((inst.astype(np.uint16)*300).astype('>u2'),16,0,'several/instances16.png')
soft=m*255; soft[4,3:10]=90; soft[7,3:10]=128; Image.fromarray(soft).save('several/smoothed.png')
Image.fromarray(np.stack([inst*30,inst*11,m*0],-1)).save('several/colors.png')
# shrinking: torch's adaptive_max_pool2d, written out
os.makedirs('shrink',exist_ok=True)
def pool(a,h,w):
    H,W=a.shape; o=np.zeros((h,w),np.uint8)
    for y in range(h):
        for x in range(w): o[y,x]=a[y*H//h:-(-(y+1)*H//h), x*W//w:-(-(x+1)*W//w)].max()
    return o
r=np.random.default_rng(3); a=np.zeros((200,301),np.uint8)
for _ in range(40): a[r.integers(200),r.integers(301)]=1
a[:,150]=1; a[77,:]=1
for i in range(190): a[i+5,i+60]=1
Image.fromarray(a*255).save('shrink/source.png')
n=64
keep=pool(a,n,n); sq=pool(a[:,50:250],n,n); c=pool(a[50:150,100:200],n,n)
fit=np.zeros((n,n),np.uint8); h=round(200*n/301); fit[(n-h)//2:(n-h)//2+h]=pool(a,h,n)
for k,v in (('KEEP',keep),('SQUARE',sq),('CENTRE',c),('FIT',fit)): Image.fromarray(v*255).convert('1').save(f'shrink/{k}.png')
